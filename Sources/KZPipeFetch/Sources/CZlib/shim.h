// zlib packs the records of an archive and proves the size of packed pages.
#pragma once
#include <zlib.h>
