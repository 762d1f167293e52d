package org.lmttm.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * How the weights follow the gradient.
 *
 * @param optimizer the rule
 * @param learningRate step size, above 0 and below 10
 * @param momentum share of the last step that SGD keeps, in [0, 1)
 * @param nesterov whether SGD looks ahead along its momentum (Sutskever et al., 2013)
 * @param weightDecay pull towards zero, at least 0: added to the gradient (Adam, SGD) or to the step (AdamW)
 * @param schedule how the step size changes over the run
 * @param warmup share of the run's steps over which the step size first rises linearly, in [0, 1)
 * @param stepEpochs epochs between two falls of the {@link Schedule#STEP} schedule, at least 1
 * @param stepFactor what each of them multiplies the step size by, above 0 and at most 1
 * @param gradientClip largest global norm of the gradient; 0 switches clipping off
 * @param accumulation batches a step, at least 1; the step follows the mean over all their cases
 */
public record Optimization(
        Rule optimizer,
        double learningRate,
        double momentum,
        boolean nesterov,
        double weightDecay,
        Schedule schedule,
        double warmup,
        int stepEpochs,
        double stepFactor,
        double gradientClip,
        int accumulation) {
    /** Adam 1e-4 with decay 1e-4, constant: the paper's; momentum and steps as usual for who switches them on. */
    static final Optimization PAPER =
            new Optimization(Rule.ADAM, 1e-4, 0.9, false, 1e-4, Schedule.CONSTANT, 0, 30, 0.1, 0, 1);
    /** Where the step size of {@link Schedule#COSINE} ends, as a share of its peak. */
    private static final double COSINE_END = 0.01;

    /** The update rule. */
    public enum Rule {
        /** Kingma and Ba, 2015; betas 0.9 and 0.999, epsilon 1e-8. */
        @JsonProperty("adam")
        ADAM,
        /** The same with decoupled weight decay: Loshchilov and Hutter, 2019. */
        @JsonProperty("adamw")
        ADAMW,
        /** Stochastic gradient descent with momentum, as PyTorch computes it. */
        @JsonProperty("sgd")
        SGD
    }

    /** How the learning rate changes over the run after its warm-up. */
    public enum Schedule {
        /** Not at all. */
        @JsonProperty("constant")
        CONSTANT,
        /** Multiplied by {@code step_factor} every {@code step_epochs} epochs. */
        @JsonProperty("step")
        STEP,
        /** Falls along half a cosine to 1 % of its peak. */
        @JsonProperty("cosine")
        COSINE;

        /** The name in JSON. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The warm-up of a configuration that names none; once part of the cosine. */
        double usualWarmup() {
            return this == COSINE ? 0.05 : 0;
        }
    }

    /** Checks every range; the message names the key as it stands in JSON. */
    public Optimization {
        TrainingConfig.require(
                learningRate > 0 && learningRate < 10, "learning_rate", "above 0 and below 10", learningRate);
        TrainingConfig.require(momentum >= 0 && momentum < 1, "momentum", "at least 0 and below 1", momentum);
        TrainingConfig.require(
                !nesterov || momentum > 0, "momentum", "above 0 where nesterov is switched on", momentum);
        TrainingConfig.require(
                weightDecay >= 0 && weightDecay < 10, "weight_decay", "at least 0 and below 10", weightDecay);
        TrainingConfig.require(warmup >= 0 && warmup < 1, "warmup", "at least 0 and below 1", warmup);
        TrainingConfig.require(stepEpochs >= 1, "step_epochs", "at least 1", stepEpochs);
        TrainingConfig.require(stepFactor > 0 && stepFactor <= 1, "step_factor", "above 0 and at most 1", stepFactor);
        TrainingConfig.require(
                gradientClip >= 0 && Double.isFinite(gradientClip), "gradient_clip", "at least 0", gradientClip);
        TrainingConfig.require(accumulation >= 1, "accumulation", "at least 1", accumulation);
    }

    /**
     * The step size of one step.
     *
     * @param step steps done before it, 0-based
     * @param stepsPerEpoch steps of an epoch, at least 1
     * @param epochs epochs of the whole run
     */
    public double rate(long step, long stepsPerEpoch, int epochs) {
        return learningRate * factor(step, stepsPerEpoch, stepsPerEpoch * epochs);
    }

    private double factor(long step, long stepsPerEpoch, long total) {
        double warm = warmup == 0 ? 0 : Math.max(1, warmup * total);
        if (step < warm) {
            return (step + 1) / (warm + 1);
        }
        return switch (schedule) {
            case CONSTANT -> 1;
            case STEP -> {
                long falls = step / (stepsPerEpoch * stepEpochs);
                yield Math.pow(stepFactor, (double) falls);
            }
            case COSINE -> {
                double done = Math.min(1, (step - warm) / Math.max(1, total - warm));
                yield COSINE_END + (1 - COSINE_END) * 0.5 * (1 + Math.cos(Math.PI * done));
            }
        };
    }
}
