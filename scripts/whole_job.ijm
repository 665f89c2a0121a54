// The whole job in ImageJ or Fiji: train on two folders of images whose names pair up, generate samples for the first
// image, measure them, save everything.
//
// Interactive: open this file in ImageJ and run it. From a terminal:
//   java -jar ij.jar -batch whole_job.ijm "INPUT_FOLDER;TARGET_FOLDER;RESULT_FOLDER;TASK;EPOCHS"
// where TASK (super-resolution, generic or colourization) and EPOCHS may be left out.

argument = getArgument();
task = "super-resolution";
epochs = 50;
if (argument == "") {
	inputs = getDirectory("Folder of input images");
	targets = getDirectory("Folder of target images");
	results = getDirectory("Folder for the results");
} else {
	parts = split(argument, ";");
	if (parts.length < 3) exit("Give three folders separated by semicolons: inputs;targets;results.");
	inputs = parts[0] + File.separator;
	targets = parts[1] + File.separator;
	results = parts[2] + File.separator;
	if (parts.length > 3) task = parts[3];
	if (parts.length > 4) epochs = parts[4];
}
model = results + "model.chimle";

run("Train CHIMLE Model...", "input_folder=[" + inputs + "] target_folder=[" + targets + "] task=" + task +
	" preset=fast epochs=" + epochs + " seed=42 model_file=[" + model + "]");

name = getFileList(inputs);
name = name[0];
open(inputs + name);
run("Generate CHIMLE Samples...", "model_file=[" + model + "] samples=8 seed=42 mean standard_deviation");
saveAs("Tiff", results + "samples.tif");
run("Measure CHIMLE Samples...", "reference=[" + targets + name + "] input=[" + inputs + name + "]");
if (isOpen("CHIMLE samples")) {
	Table.save(results + "samples.csv", "CHIMLE samples");
	Table.save(results + "summary.csv", "CHIMLE summary");
} else {
	// Without a screen macros reach one table only; whole_job.groovy saves both.
	saveAs("Results", results + "samples.csv");
}
print("The results are in " + results);
