/** How files are replaced: all at once. No formats. */
package org.chimle.engine.file;
