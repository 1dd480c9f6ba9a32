<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>IndexPanel</name>
    <message numerus="yes">
        <source>%n index(es) are hidden by the filter.</source>
        <translation>
            <numerusform>%n index is hidden by the filter.</numerusform>
            <numerusform>%n indices are hidden by the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n migration(s) still run. Finish the batches under way and stop? Each job can be resumed.</source>
        <translation>
            <numerusform>%n migration still runs. Finish the batches under way and stop? The job can be resumed.</numerusform>
            <numerusform>%n migrations still run. Finish the batches under way and stop? Each job can be resumed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreflightPanel</name>
    <message numerus="yes">
        <source>%n blocker(s)</source>
        <translation>
            <numerusform>%n blocker</numerusform>
            <numerusform>%n blockers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n passed</source>
        <translation>
            <numerusform>%n passed</numerusform>
            <numerusform>%n passed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreflightRun</name>
    <message numerus="yes">
        <source>%n changes:</source>
        <translation>
            <numerusform>%n changes:</numerusform>
            <numerusform>%n changes:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shards on both sides</source>
        <translation>
            <numerusform>%n shards on both sides</numerusform>
            <numerusform>%n shards on both sides</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n indices</source>
        <translation>
            <numerusform>%n indices</numerusform>
            <numerusform>%n indices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names</source>
        <translation>
            <numerusform>%n names</numerusform>
            <numerusform>%n names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names are free</source>
        <translation>
            <numerusform>%n names are free</numerusform>
            <numerusform>%n names are free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n aliases</source>
        <translation>
            <numerusform>%n aliases</numerusform>
            <numerusform>%n aliases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
</TS>
