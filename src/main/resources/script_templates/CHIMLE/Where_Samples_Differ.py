#@ ImagePlus image
#@ File (label = "Model (.chimle)") model_file
#@ Double (label = "Grey levels", value = 20) grey_levels
#@ ModuleService modules
#@ CommandService commands
#@output ImagePlus mask

# White where the standard deviation over 16 samples is above a number of grey levels: there the image does not
# determine the detail. For Jython.

from ij import ImagePlus
from ij.plugin import Thresholder
from ij.process import ImageProcessor
from org.chimle.command import GenerateCommand

module = modules.run(commands.getCommand(GenerateCommand), False, {"image": image, "model_file": model_file,
	"samples": 16, "standard_deviation": True}).get()
if module.isCanceled():
	raise RuntimeError(module.getCancelReason())
deviation = module.getOutput("standard_deviation_image")
deviation.getProcessor().setThreshold(grey_levels, float("inf"), ImageProcessor.NO_LUT_UPDATE)
mask = ImagePlus("uncertain", Thresholder.createMask(deviation))
mask.setCalibration(deviation.getCalibration())
