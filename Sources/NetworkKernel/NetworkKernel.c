#include "NetworkKernel.h"
