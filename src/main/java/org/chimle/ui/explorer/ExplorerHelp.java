package org.chimle.ui.explorer;

/** What the window's Help button opens: what is done with mouse and keys, and the guide. */
final class ExplorerHelp {

	static final String TITLE = "Help: Explore CHIMLE Samples";

	private static final String TEXT = """
		<html><h2>Explore CHIMLE Samples</h2>
		<p>In the user guide: <a href="GUIDE">GUIDE</a></p>
		<p>The grid shows candidates of one level. Keep one, and the grid goes on to the next finer level, made with what you
		kept. The buttons above lead back to a coarser level; a locked one stays as it is.</p>
		<dl>
		<dt><b>Click, or Enter or space</b></dt><dd>Keep the candidate.</dd>
		<dt><b>Arrows</b></dt><dd>Go from candidate to candidate.</dd>
		<dt><b>Esc</b></dt><dd>Go back to the next coarser level.</dd>
		<dt><b>Page Up, Page Down</b></dt><dd>Other candidates of the level.</dd>
		<dt><b>Mouse wheel, dragging</b></dt><dd>Zoom and move all images alike; Fit shows them as a whole again.</dd>
		<dt><b>Vary</b></dt><dd>What candidates differ in: tone acts on the whole image alike, texture is a noise image.</dd>
		<dt><b>As finished samples</b></dt><dd>Show what candidates of a coarse level lead to, instead of what that level
		makes.</dd>
		<dt><b>Shuffle</b></dt><dd>New codes for all levels that are not locked.</dd>
		<dt><b>Mark</b></dt><dd>Keep the current sample in mind; choose another one, and move the slider between the two.</dd>
		<dt><b>Path</b></dt><dd>Names the sample; paste another path and press Enter to go to its sample. <i>Macro key:
		path</i></dd>
		<dt><b>Send Sample, Send All Levels</b></dt><dd>Open the sample, or what every level gives on the way to it, as an
		image; the macro recorder gets the command that makes it again.</dd>
		</dl></html>""";

	private ExplorerHelp() {}

	/**
	 * @param guide the address of what the user guide says about the window
	 * @return the page, HTML
	 */
	static String page(final String guide) {
		return TEXT.replace("GUIDE", guide);
	}
}
