// The command line: `pismovod COMMAND ...`. CLI11 is used there and nowhere else.
#pragma once

namespace pismovod {

// Runs the command that the arguments name; its exit status. Never throws.
int run_command_line(int argc, char** argv);

}  // namespace pismovod
