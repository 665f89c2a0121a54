/**
 * The thin layer over DJL: starting the library, devices, operations DJL lacks or gets wrong, ownership of native
 * arrays, flat parameter vectors. The only package that may touch DJL's internals.
 */
package org.chimle.engine.tensor;
