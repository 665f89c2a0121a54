package org.chimle.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import org.chimle.engine.data.FloatImage;

/** What JPEG compression makes of an image. */
public final class Jpeg {

	private Jpeg() {}

	/**
	 * @param image shape (3, H, W), values in [0, 1]
	 * @param quality from 0.01 (worst) to 1
	 * @return the image after compression, shape (3, H, W)
	 */
	public static FloatImage compressed(final FloatImage image, final double quality) {
		try {
			return fromPicture(ImageIO.read(new ByteArrayInputStream(encoded(toPicture(image), quality))));
		}
		catch (final IOException exc) {
			throw new UncheckedIOException("An image could not be compressed in memory", exc);
		}
	}

	private static byte[] encoded(final BufferedImage picture, final double quality) throws IOException {
		final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
			final ImageWriteParam settings = writer.getDefaultWriteParam();
			settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			settings.setCompressionQuality((float) quality);
			writer.setOutput(out);
			writer.write(null, new IIOImage(picture, null, null), settings);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	private static BufferedImage toPicture(final FloatImage image) {
		final BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < image.height(); y++) {
			for (int x = 0; x < image.width(); x++) {
				int rgb = 0;
				for (int c = 0; c < 3; c++) rgb = rgb << 8 | Math.round(255 * Math.max(0, Math.min(1, image.get(c, y, x))));
				picture.setRGB(x, y, rgb);
			}
		}
		return picture;
	}

	private static FloatImage fromPicture(final BufferedImage picture) {
		final FloatImage image = new FloatImage(3, picture.getHeight(), picture.getWidth());
		for (int y = 0; y < image.height(); y++) {
			for (int x = 0; x < image.width(); x++) {
				final int rgb = picture.getRGB(x, y);
				for (int c = 0; c < 3; c++) image.set(c, y, x, (rgb >> 16 - 8 * c & 255) / 255f);
			}
		}
		return image;
	}
}
