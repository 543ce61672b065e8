// A call of Linux that the Glibc module hides: it stands behind _GNU_SOURCE.
#pragma once

// Writes everything that is dirty on the file system of the descriptor; since Linux 5.8 it tells when that failed.
int syncfs(int descriptor);
