#include "vm/native.h"

Value native_argument(const NativeCall *call, int index)
{
    return index < call->count ? vm_slot(call->vm, call->base + (size_t)index) : value_nil();
}

static bool wrong_kind(NativeCall *call, int index, const char *expected)
{
    return vm_fail(call->vm, "argument %d of %s must be of type %s, not %s", index + 1, call->name,
                   expected, value_type_name(native_argument(call, index)));
}

bool native_number(NativeCall *call, int index, double *number)
{
    Value value = native_argument(call, index);
    if (value.kind != VALUE_NUMBER)
        return wrong_kind(call, index, "number");
    *number = value.as.number;
    return true;
}

bool native_text(NativeCall *call, int index, const Interned **text)
{
    Value value = native_argument(call, index);
    if (!value_is(value, OBJECT_STRING))
        return wrong_kind(call, index, "string");
    *text = value_text(value);
    return true;
}

bool native_array(NativeCall *call, int index, ArrayObject **array)
{
    Value value = native_argument(call, index);
    if (!value_is(value, OBJECT_ARRAY))
        return wrong_kind(call, index, "array");
    *array = value_array(value);
    return true;
}

bool native_table(NativeCall *call, int index, TableObject **table)
{
    Value value = native_argument(call, index);
    if (!value_is(value, OBJECT_TABLE))
        return wrong_kind(call, index, "table");
    *table = value_table(value);
    return true;
}

bool native_return(NativeCall *call, Value result)
{
    call->result = result;
    return true;
}

bool native_return_buffer(NativeCall *call, StrBuf *buffer)
{
    return native_return(call, value_object(string_from_buffer(vm_heap(call->vm), buffer)));
}
