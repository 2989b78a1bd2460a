#pragma once
void a(void *p);
