<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
<name>core</name>
</context>
</TS>
