// What a terminal is asked with variadic calls, which Swift cannot make.
#pragma once

/// The columns of the terminal behind a descriptor; 0 where there is none or it does not know.
int shims_terminal_columns(int descriptor);
