# The subsystem allocators for every target of a project, without editing it:
#   cmake -S . -B build -DCMAKE_PROJECT_INCLUDE=/path/to/mem/mem_project.cmake
# CMake includes this after every project(), the allocators' own as well.
if(NOT MEM_IN_PROJECT)
  set(MEM_IN_PROJECT TRUE)
  add_subdirectory(${CMAKE_CURRENT_LIST_DIR} ${CMAKE_BINARY_DIR}/mem EXCLUDE_FROM_ALL)
  include_directories(${CMAKE_CURRENT_LIST_DIR}/include)
  link_libraries(mem::mem)
endif()
