// zlib's compressor under a module name of its own: the host's module of zlib is none of its products.
#pragma once
#include <zlib.h>
