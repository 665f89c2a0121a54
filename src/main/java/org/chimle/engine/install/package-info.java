/**
 * What the user asks to have installed: published files, how they are fetched and checked, and the folders for them. Belongs
 * here: bytes. Does not belong here: what is in the files. This is the only package that uses the network.
 */
package org.chimle.engine.install;
