#include <myencoding/encoding.h>
#include <myhtml/api.h>
