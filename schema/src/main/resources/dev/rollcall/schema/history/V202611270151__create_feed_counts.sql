-- How much of each kind of fact came in, to notice a drop: a feed that lost most of its senders looks as fresh as before.
create table history.feed_counts (
    snapshot_id bigint not null
  , feed text not null
  , arrived integer not null
  , constraint feed_counts_snapshot_id_feed_pk primary key (snapshot_id, feed)
  , constraint feed_counts_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
  , constraint feed_counts_feed_check check (feed in ('states', 'evaluations', 'commits', 'heartbeats'))
);

comment on table history.feed_counts is
  'How much of each kind of fact came in during the 24 hours before a snapshot; see inventory.count_arrivals. None for snapshots by name.';
