// What systemd is told of a program that serves (sd_notify, Type=notify): nothing where it does not run us.
#pragma once

namespace pismovod {

void say_ready();      // listens, and takes signals
void say_reloading();  // until say_ready()
void say_stopping();
void say_alive();  // more often than WatchdogSec=, or it is started anew

}  // namespace pismovod
