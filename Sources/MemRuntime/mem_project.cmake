# The subsystem allocators for every target of a project, without editing it:
#   cmake -S . -B build -DCMAKE_PROJECT_INCLUDE=/path/to/mem/mem_project.cmake
# They are built while the project is configured and linked as a file, so that they
# are in nothing that the project exports: whoever uses its installed static
# libraries links the allocators too. CMake includes this after every project().
if(CMAKE_C_COMPILER AND NOT MEM_IN_PROJECT)
  set(MEM_IN_PROJECT TRUE)
  set(mem_build ${CMAKE_BINARY_DIR}/mem)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${mem_build}
      -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER} -DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE}
    COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
  execute_process(
    COMMAND ${CMAKE_COMMAND} --build ${mem_build} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
  include_directories(${CMAKE_CURRENT_LIST_DIR}/include)
  link_libraries(${mem_build}/libmem.a -pthread)
endif()
