/**
 * The only place where ImageJ's and ImgLib2's images meet the engine's: reading files, folders of pairs, intensity
 * ranges, conversion of planes, stacks of samples, pictures of results. Does not belong here: models, sampling and
 * training (see {@code workflow} for what combines them), windows and dialogs.
 */
package org.chimle.image;
