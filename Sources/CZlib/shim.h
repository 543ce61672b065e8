// zlib inflates `.gz` inputs.
#pragma once
#include <zlib.h>
