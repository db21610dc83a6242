#include "base/service_manager.h"

#include <systemd/sd-daemon.h>

namespace pismovod {

void say_ready() { ::sd_notify(0, "READY=1"); }

void say_reloading() { ::sd_notify(0, "RELOADING=1"); }

void say_stopping() { ::sd_notify(0, "STOPPING=1"); }

void say_alive() { ::sd_notify(0, "WATCHDOG=1"); }

}  // namespace pismovod
