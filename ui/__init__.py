"""The window: Qt widgets over the core. It knows `companion`; `companion` never knows it."""
