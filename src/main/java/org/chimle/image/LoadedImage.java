package org.chimle.image;

import org.chimle.engine.data.FloatImage;

/**
 * The content of an image file.
 *
 * @param image intensities in original units, shape (C, H, W), all finite
 * @param kind what the file's pixels are
 */
public record LoadedImage(FloatImage image, ImageKind kind) {}
