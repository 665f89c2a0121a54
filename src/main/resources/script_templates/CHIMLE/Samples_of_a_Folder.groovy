#@ File (label = "Folder of images", style = "directory") input_folder
#@ File (label = "Model (.chimle)") model_file
#@ File (label = "Folder for the results", style = "directory") result_folder
#@ Integer (label = "Samples", value = 8, min = 1) samples
#@ ModuleService modules
#@ CommandService commands

// Samples for every TIFF of a folder. No dialog opens: inputs that are not given keep their defaults.

import ij.IJ
import org.chimle.command.GenerateCommand

input_folder.listFiles().findAll { it.name.endsWith(".tif") }.sort().each { file ->
	def module = modules.run(commands.getCommand(GenerateCommand), false, [image: IJ.openImage(file.path),
		model_file: model_file, samples: samples, seed: 42L]).get()
	if (module.isCanceled()) throw new RuntimeException(file.name + ": " + module.cancelReason)
	IJ.saveAsTiff(module.getOutput("samples_image"), new File(result_folder, file.name.replace(".tif", "-samples.tif")).path)
}
