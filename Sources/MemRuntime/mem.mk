# The subsystem allocators in a program's own Makefile:
#
#   MEM_DIR := third_party/mem
#   include $(MEM_DIR)/mem.mk
#   CPPFLAGS += $(MEM_CPPFLAGS)
#   program: $(OBJECTS) $(MEM_LIB)
#   	$(CC) $(LDFLAGS) -o $@ $^ $(MEM_LIBS)
#
# MEM_BUILD is where the objects go. They are position independent, so that shared
# libraries can be linked with them, too. The program's CFLAGS count, but neither its C
# standard nor its warnings are the library's.
MEM_DIR ?= $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
MEM_BUILD ?= build/mem
MEM_CPPFLAGS := -I$(MEM_DIR)/include
MEM_LIBS := -pthread
MEM_LIB := $(MEM_BUILD)/libmem.a

MEM_SOURCES := $(wildcard $(MEM_DIR)/*.c)
MEM_HEADERS := $(wildcard $(MEM_DIR)/*.h $(MEM_DIR)/include/mem/*.h)
MEM_OBJECTS := $(patsubst $(MEM_DIR)/%.c,$(MEM_BUILD)/%.o,$(MEM_SOURCES))

$(MEM_LIB): $(MEM_OBJECTS)
	rm -f $@
	$(AR) rcs $@ $^

$(MEM_BUILD)/%.o: $(MEM_DIR)/%.c $(MEM_HEADERS)
	@mkdir -p $(@D)
	$(CC) $(MEM_CPPFLAGS) $(CPPFLAGS) $(CFLAGS) -std=c11 -fPIC -pthread -w -c -o $@ $<
