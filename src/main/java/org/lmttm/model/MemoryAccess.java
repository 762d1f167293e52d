package org.lmttm.model;

/** The ways to read and write memory; see {@link Variant.Access}. */
final class MemoryAccess {
    private MemoryAccess() {}

    /** From the blocks read and the patches, tokens and attention; see {@link Read}. */
    static ModelBlock read(Architecture architecture, WeightInit init) {
        return switch (architecture.variant().access()) {
            case TOKEN_SUMMARIZATION, ADD_ERASE -> new Read(architecture, init);
            case ATTENTION -> AttentionSummary.reading(architecture, init);
        };
    }

    /** From the blocks read, the patches and the outputs, the block written and attention; see {@link Write}. */
    static ModelBlock write(Architecture architecture, WeightInit init) {
        return switch (architecture.variant().access()) {
            case TOKEN_SUMMARIZATION -> new Write(architecture, init);
            case ATTENTION -> AttentionSummary.writing(architecture, init);
            case ADD_ERASE -> new AddEraseWrite(architecture, init);
        };
    }
}
