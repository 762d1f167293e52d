package org.lmttm.model.torch;

import net.razorvine.pickle.PickleException;

/**
 * A tensor as a pickle describes it; its numbers stand elsewhere in the file.
 *
 * @param storage where
 * @param offset index of its first number in the storage
 * @param shape lengths of the axes
 * @param strides numbers between neighbours along each axis
 */
record StoredTensor(Storage storage, long offset, long[] shape, long[] strides) {

    /**
     * Numbers in one entry of the file.
     *
     * @param type of each
     * @param key name of the entry
     * @param count how many
     */
    record Storage(StorageType type, String key, long count) {}

    /** Checks that every number lies inside the storage and that there are no more than the storage has. */
    StoredTensor {
        if (shape.length != strides.length || shape.length > 16 || offset < 0) {
            throw new PickleException("a tensor has no valid shape");
        }
        try {
            long count = 1;
            long last = offset;
            for (int axis = 0; axis < shape.length; axis++) {
                if (shape[axis] < 0 || strides[axis] < 0) {
                    throw new PickleException("a tensor has a negative length or stride");
                }
                count = Math.multiplyExact(count, shape[axis]);
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[axis] - 1), strides[axis]));
            }
            if (count > storage.count() || (count > 0 && last >= storage.count())) {
                throw new PickleException(
                        "a tensor reaches beyond its storage " + storage.key() + " of " + storage.count() + " numbers");
            }
        } catch (ArithmeticException e) {
            throw new PickleException("a tensor reaches beyond its storage " + storage.key(), e);
        }
    }

    /** Numbers in all. */
    int count() {
        long count = 1;
        for (long length : shape) {
            count *= length;
        }
        return Math.toIntExact(count);
    }
}
