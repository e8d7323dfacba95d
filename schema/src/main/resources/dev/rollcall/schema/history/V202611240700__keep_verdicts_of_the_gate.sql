-- What a gate said of a snapshot. A snapshot has the verdict of the last policy that it was judged by, whole:
-- thresholds and measured values as texts, so that an auditor reads years later what was read then.
create table history.gate_verdicts (
    snapshot_id bigint not null
  , outcome text not null
  , reason text
  , constraint gate_verdicts_snapshot_id_pk primary key (snapshot_id)
  , constraint gate_verdicts_snapshot_id_fk
      foreign key (snapshot_id) references history.snapshots (id) on delete cascade
  , constraint gate_verdicts_outcome_check check (outcome in ('passed', 'failed', 'undecidable'))
);

comment on table history.gate_verdicts is 'The verdict of a gate on a snapshot; none where no policy judged it.';
comment on column history.gate_verdicts.reason is 'Why the gate could not decide.';

create table history.gate_rules (
    snapshot_id bigint not null
  , number integer not null
  , rule text not null
  , scope text not null
  , threshold text not null
  , measured text not null
  , outcome text not null
  , broken_systems integer not null
  , broken_by text[] not null
  , constraint gate_rules_snapshot_id_number_pk primary key (snapshot_id, number)
  , constraint gate_rules_snapshot_id_fk
      foreign key (snapshot_id) references history.gate_verdicts (snapshot_id) on delete cascade
  , constraint gate_rules_outcome_check check (outcome in ('passed', 'failed', 'undecidable'))
);

comment on table history.gate_rules is 'Each rule of a verdict with its threshold and what was measured.';
comment on column history.gate_rules.broken_systems is 'How many systems broke the rule.';
comment on column history.gate_rules.broken_by is 'Their hostnames, of many only the first.';

create table history.gate_exemptions (
    snapshot_id bigint not null
  , number integer not null
  , hosts text not null
  , reason text not null
  , owner text not null
  , expires date not null
  , is_expired boolean not null
  , systems integer not null
  , hostnames text[] not null
  , constraint gate_exemptions_snapshot_id_number_pk primary key (snapshot_id, number)
  , constraint gate_exemptions_snapshot_id_fk
      foreign key (snapshot_id) references history.gate_verdicts (snapshot_id) on delete cascade
);

comment on table history.gate_exemptions is 'The exemptions of a verdict. The systems of an expired one counted again.';
comment on column history.gate_exemptions.expires is 'The last day, in UTC, on which it held.';
comment on column history.gate_exemptions.systems is 'How many systems its pattern named, and no exemption before it.';
comment on column history.gate_exemptions.hostnames is 'Their hostnames, of many only the first.';
