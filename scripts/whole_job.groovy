#@ File (label = "Folder of input images", style = "directory") input_folder
#@ File (label = "Folder of target images", style = "directory") target_folder
#@ File (label = "Folder for the results", style = "directory") result_folder
#@ String (label = "Task", choices = {"super-resolution", "generic", "colourization"}) task
#@ Integer (label = "Epochs", value = 50, min = 1) epochs
#@ ModuleService modules
#@ CommandService commands

// The whole job in Fiji, with a screen or without: train on two folders of images whose names pair up, generate samples
// for the first image, measure them, save everything. No dialog opens: inputs that are not given keep their defaults.

import ij.IJ
import org.chimle.command.GenerateCommand
import org.chimle.command.MeasureCommand
import org.chimle.command.TrainCommand

run = { type, inputs ->
	def module = modules.run(commands.getCommand(type), false, inputs).get()
	if (module.isCanceled()) throw new RuntimeException(module.cancelReason)
	return module
}

model = new File(result_folder, "model.chimle")
run(TrainCommand, [input_folder: input_folder, target_folder: target_folder, task: task, preset: "fast",
	epochs: epochs, seed: 42L, model_file: model])

name = input_folder.list().sort()[0]
image = IJ.openImage(new File(input_folder, name).path)
generated = run(GenerateCommand, [image: image, model_file: model, samples: 8, seed: 42L, mean: true])
samples = generated.getOutput("samples_image")
IJ.saveAsTiff(samples, new File(result_folder, "samples.tif").path)
IJ.saveAsTiff(generated.getOutput("mean_image"), new File(result_folder, "mean.tif").path)

measured = run(MeasureCommand, [samples: samples, reference: new File(target_folder, name).path,
	input: new File(input_folder, name).path])
measured.getOutput("samples_table").save(new File(result_folder, "samples.csv").path)
measured.getOutput("summary_table").save(new File(result_folder, "summary.csv").path)
println "The results are in " + result_folder
