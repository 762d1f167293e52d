package org.lmttm.dataset.download;

import java.util.List;

/**
 * A published dataset.
 *
 * @param flag the dataset, such as adrenalmnist3d
 * @param size voxels an axis
 * @param file what its file is called where it is published
 * @param md5 the file's MD5, 32 hexadecimal digits in lower case
 * @param task binary-class or multi-class
 * @param classNames in the order of their labels
 * @param source where its volumes come from, to be cited beside {@link Catalogue#CITATION}
 */
public record CatalogueEntry(
        String flag, int size, String file, String md5, String task, List<String> classNames, String source) {
    /** Makes the list immutable. */
    public CatalogueEntry {
        classNames = List.copyOf(classNames);
    }

    /** What the dataset is called in lists: flag and size. */
    public String name() {
        return flag + " " + size;
    }
}
