// SPDX-License-Identifier: Apache-2.0
package dev.rollcall.report.html.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.report.ReportOutput;
import dev.rollcall.report.SystemRows;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseFilesTest {

    @Test
    void should_close_every_list_when_the_disk_is_full() {
        List<String> closed = new ArrayList<>();
        CauseFiles files = new CauseFiles(fullDisk(closed), SystemRows.AS_OF);
        files.accept(SystemRows.outdated("lucas", "homelab", "a", 3));
        files.accept(SystemRows.offline("hari", null));

        assertThatThrownBy(files::close).isInstanceOf(IOException.class).hasMessage("No space left on device");

        assertThat(closed).hasSize(2);
    }

    private static ReportOutput fullDisk(List<String> closed) {
        return new ReportOutput() {
            @Override
            public Writer createFile(String path) {
                return new StringWriter() {
                    @Override
                    public void close() throws IOException {
                        closed.add(path);
                        throw new IOException("No space left on device");
                    }
                };
            }

            @Override
            public void close() {}
        };
    }
}
