package org.lmttm.app.shell;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.lmttm.app.control.ColorBar;
import org.lmttm.app.state.Messages;
import org.lmttm.training.RunStatus;

/** What is said about a run that ended. */
record NewsText(Messages text) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    String title(RunNotice notice) {
        return text.text("news." + notice.status().name().toLowerCase(Locale.ROOT), notice.name());
    }

    /** What it reached, and why it ended where it should not have. */
    String details(RunNotice notice) {
        String reached = notice.bestEpoch() == 0
                ? text.text("news.epochs", notice.epochs())
                : text.text("news.best", notice.epochs(), ColorBar.number(notice.bestAuc(), 3), notice.bestEpoch());
        String why = notice.status() == RunStatus.FAILED && !notice.reason().isEmpty() ? notice.reason() + " " : "";
        return why + reached + (notice.away() ? " " + text.text("news.away") : "");
    }

    /** The time of today, or day and time. */
    static String time(Instant time) {
        var local = time.atZone(ZoneId.systemDefault());
        boolean today = local.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
        return (today ? CLOCK : DAY).format(local);
    }

    static Ikon icon(RunNotice notice) {
        if (notice.bad()) {
            return MaterialDesignA.ALERT_CIRCLE_OUTLINE;
        }
        return notice.status() == RunStatus.STOPPED
                ? MaterialDesignS.STOP_CIRCLE_OUTLINE
                : MaterialDesignC.CHECK_CIRCLE_OUTLINE;
    }

    static String style(RunNotice notice) {
        if (notice.bad()) {
            return "danger";
        }
        return notice.status() == RunStatus.STOPPED ? "muted" : "ok";
    }
}
