// The library asks which width of character is meant before its header is read.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
