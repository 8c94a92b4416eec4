#ifndef SITREP_NETWORK_KERNEL_H
#define SITREP_NETWORK_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#endif
