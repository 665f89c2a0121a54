/**
 * Whether two images show the same scene at the same place. Belongs here: measures of how images lie on each other, as
 * functions of arrays. Does not belong here: files, and moving images to where they should be.
 */
package org.chimle.engine.registration;
