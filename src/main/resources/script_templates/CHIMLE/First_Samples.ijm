// Plausible images for a sample cell, with their mean and standard deviation. Needs nothing but the plugin.
// In Fiji and ImageJ; with and without a screen.

folder = getDirectory("home") + "chimle-sample-data";
run("Open CHIMLE Sample Data...", "folder=[" + folder + "] images=input");
run("Generate CHIMLE Samples...", "model_file=[" + folder + File.separator + "sample-model.chimle] samples=8 seed=42 " +
	"mean standard_deviation");
// The samples lie on the time axis: play them with the arrow at the lower left of the window.
print(getTitle() + ": " + nSlices + " samples");
