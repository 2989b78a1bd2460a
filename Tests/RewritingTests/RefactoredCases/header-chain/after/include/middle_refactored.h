#pragma once
#include "inline_refactored.h" /* for drop */
