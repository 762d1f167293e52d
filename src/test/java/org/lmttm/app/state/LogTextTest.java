package org.lmttm.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void anErrorIsTracedWithoutWhatItSays() {
        Exception error = new IllegalStateException("smith-john.nii", new IOException("/scans/smith-john.nii: broken"));
        assertThat(LogText.trace(error))
                .contains("java.lang.IllegalStateException", "caused by java.io.IOException", "LogTextTest.java")
                .doesNotContain("smith");
    }
}
