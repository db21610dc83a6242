# Where everything is installed; `scripts/package` makes the Debian package of it.
#
# What says where the program is (units) is written when it is installed, since --prefix comes only then.
include(GNUInstallDirs)

install(TARGETS pismovod RUNTIME)
# Where the program looks for its reader, if not beside itself (src/extract/reader_process.cc).
install(TARGETS pismovod-reader pismovod-queue RUNTIME DESTINATION lib/pismovod)

set(pages pismovod.1 pismovod.toml.5 pismovod-milter.8)
foreach(page IN LISTS pages)
  string(REGEX REPLACE ".*\\." "man" folder ${page})
  add_custom_command(OUTPUT ${page} COMMAND pismovod manual --language en ${page} > ${page} DEPENDS pismovod VERBATIM)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/${folder})
  add_custom_command(OUTPUT ru/${page} COMMAND ${CMAKE_COMMAND} -E make_directory ru
                     COMMAND pismovod manual --language ru ${page} > ru/${page} DEPENDS pismovod VERBATIM)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ru/${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/ru/${folder})
  list(APPEND russian ru/${page})
endforeach()
foreach(shell bash zsh)
  add_custom_command(OUTPUT completion.${shell} COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C.UTF-8 $<TARGET_FILE:pismovod> completion ${shell} > completion.${shell}
                     DEPENDS pismovod VERBATIM)
endforeach()
# Nothing of a build with sanitizers is installed.
if(NOT PISMOVOD_SANITIZE AND NOT PISMOVOD_FUZZ)
  set(with_all ALL)
endif()
add_custom_target(installed ${with_all} DEPENDS pismovod pismovod-reader pismovod-queue ${pages} ${russian} completion.bash completion.zsh pismovod.xpi)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/completion.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME pismovod)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/completion.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
        RENAME _pismovod)

# The add-on that asks `pismovod precheck`, and the policies that install it.
file(GLOB_RECURSE addon_files CONFIGURE_DEPENDS addons/thunderbird/*)
add_custom_command(OUTPUT pismovod.xpi COMMAND ${PROJECT_SOURCE_DIR}/packaging/thunderbird/make-xpi pismovod.xpi
                   DEPENDS ${addon_files} packaging/thunderbird/make-xpi VERBATIM)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/pismovod.xpi packaging/thunderbird/policies.json
              packaging/thunderbird/policies-server.json DESTINATION ${CMAKE_INSTALL_DATADIR}/pismovod/thunderbird)

install(DIRECTORY config/ DESTINATION ${CMAKE_INSTALL_DATADIR}/pismovod)
install(FILES README.md README.ru.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES packaging/systemd/pismovod.sysusers DESTINATION lib/sysusers.d RENAME pismovod.conf)
install(FILES packaging/systemd/pismovod.tmpfiles DESTINATION lib/tmpfiles.d RENAME pismovod.conf)
install(FILES packaging/systemd/pismovod-queue.socket DESTINATION lib/systemd/system)

install(CODE "set(source \"${PROJECT_SOURCE_DIR}/packaging\")
set(CMAKE_INSTALL_BINDIR \"${CMAKE_INSTALL_BINDIR}\")
set(CMAKE_INSTALL_DOCDIR \"${CMAKE_INSTALL_DOCDIR}\")")
install(SCRIPT packaging/install_units.cmake)
