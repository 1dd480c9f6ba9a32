<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>LiveCopyAdvice</name>
    <message numerus="yes">
        <source>%n closed indices</source>
        <translation>
            <numerusform>%n closed index</numerusform>
            <numerusform>%n closed indices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message numerus="yes">
        <source>%n changes:</source>
        <translation>
            <numerusform>%n change:</numerusform>
            <numerusform>%n changes:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n shards on both sides</source>
        <translation>
            <numerusform>%n shard on both sides</numerusform>
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
            <numerusform>%n index</numerusform>
            <numerusform>%n indices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names</source>
        <translation>
            <numerusform>%n name</numerusform>
            <numerusform>%n names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names are free</source>
        <translation>
            <numerusform>%n name is free</numerusform>
            <numerusform>%n names are free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n aliases</source>
        <translation>
            <numerusform>%n alias</numerusform>
            <numerusform>%n aliases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SnapshotPreflight</name>
    <message numerus="yes">
        <source>%n indices</source>
        <translation>
            <numerusform>%n index</numerusform>
            <numerusform>%n indices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n indices by the version that created them</source>
        <translation>
            <numerusform>%n index by the version that created it</numerusform>
            <numerusform>%n indices by the version that created them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n indices of unknown creation version</source>
        <translation>
            <numerusform>%n index of unknown creation version</numerusform>
            <numerusform>%n indices of unknown creation version</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, made by version %2, %n indices</source>
        <translation>
            <numerusform>%1, made by version %2, %n index</numerusform>
            <numerusform>%1, made by version %2, %n indices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>none of the %n indices of the snapshot</source>
        <translation>
            <numerusform>not the one index of the snapshot</numerusform>
            <numerusform>none of the %n indices of the snapshot</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n renamed, such as %1</source>
        <translation>
            <numerusform>%n renamed: %1</numerusform>
            <numerusform>%n renamed, such as %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names</source>
        <translation>
            <numerusform>%n name</numerusform>
            <numerusform>%n names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names are free</source>
        <translation>
            <numerusform>%n name is free</numerusform>
            <numerusform>%n names are free</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n indices looked at</source>
        <translation>
            <numerusform>%n index looked at</numerusform>
            <numerusform>%n indices looked at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, on %n indices such as %2</source>
        <translation>
            <numerusform>%1, on %n index such as %2</numerusform>
            <numerusform>%1, on %n indices such as %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>alias %1 of %n indices has the name of an index or data stream on the target</source>
        <translation>
            <numerusform>alias %1 of %n index has the name of an index or data stream on the target</numerusform>
            <numerusform>alias %1 of %n indices has the name of an index or data stream on the target</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>alias %1 leads to %n indices on the target already: %2</source>
        <translation>
            <numerusform>alias %1 leads to %n index on the target already: %2</numerusform>
            <numerusform>alias %1 leads to %n indices on the target already: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n aliases</source>
        <translation>
            <numerusform>%n alias</numerusform>
            <numerusform>%n aliases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StageBoard</name>
    <message numerus="yes">
        <source>%n indices</source>
        <translation>
            <numerusform>%n index</numerusform>
            <numerusform>%n indices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n aliases</source>
        <translation>
            <numerusform>%n alias</numerusform>
            <numerusform>%n aliases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ActivityPage</name>
    <message numerus="yes">
        <source>%n request(s) are hidden by the filter.</source>
        <translation>
            <numerusform>%n request is hidden by the filter.</numerusform>
            <numerusform>%n requests are hidden by the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::Attention</name>
    <message numerus="yes">
        <source>%n finding(s). The page lists them.</source>
        <translation>
            <numerusform>%n finding. The page lists it.</numerusform>
            <numerusform>%n findings. The page lists them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::CertificateDialog</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::CheckStep</name>
    <message numerus="yes">
        <source>%n blocker(s) stop the start</source>
        <translation>
            <numerusform>%n blocker stops the start</numerusform>
            <numerusform>%n blockers stop the start</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ComparedView</name>
    <message numerus="yes">
        <source>%n value(s) differ</source>
        <translation>
            <numerusform>%n value differs</numerusform>
            <numerusform>%n values differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n equal in meaning</source>
        <translation>
            <numerusform>%n equal in meaning</numerusform>
            <numerusform>%n equal in meaning</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ConnectionsPage</name>
    <message numerus="yes">
        <source>%n connection(s) imported from %1. Secrets are not part of a file; enter them where they are needed.</source>
        <translation>
            <numerusform>%n connection imported from %1. Secrets are not part of a file; enter its own if it needs one.</numerusform>
            <numerusform>%n connections imported from %1. Secrets are not part of a file; enter them where they are needed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) exported to %1, without secrets.</source>
        <translation>
            <numerusform>%n connection exported to %1, without its secret.</numerusform>
            <numerusform>%n connections exported to %1, without secrets.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::CutoverPanel</name>
    <message numerus="yes">
        <source>%n step(s) unmeasured, at most %1</source>
        <translation>
            <numerusform>%n step unmeasured, at most %1</numerusform>
            <numerusform>%n steps unmeasured, at most %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::DefinitionsView</name>
    <message numerus="yes">
        <source>%n difference(s)</source>
        <translation>
            <numerusform>%n difference</numerusform>
            <numerusform>%n differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::IndexPanel</name>
    <message numerus="yes">
        <source>%n index(es) are hidden by the filter.</source>
        <translation>
            <numerusform>%n index is hidden by the filter.</numerusform>
            <numerusform>%n indices are hidden by the filter.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::IndicesPanel</name>
    <message numerus="yes">
        <source>%n pair(s) of indices</source>
        <translation>
            <numerusform>%n pair of indices</numerusform>
            <numerusform>%n pairs of indices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::MainWindow</name>
    <message numerus="yes">
        <source>%n migration(s) still run.</source>
        <translation>
            <numerusform>%n migration still runs.</numerusform>
            <numerusform>%n migrations still run.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::MappingStep</name>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n blocker(s)</source>
        <translation>
            <numerusform>%n blocker</numerusform>
            <numerusform>%n blockers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n index(es) can&apos;t be converted</source>
        <translation>
            <numerusform>%n index can&apos;t be converted</numerusform>
            <numerusform>%n indices can&apos;t be converted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::PairStep</name>
    <message numerus="yes">
        <source>%n indices, %1 in primary shards</source>
        <translation>
            <numerusform>%n index, %1 in primary shards</numerusform>
            <numerusform>%n indices, %1 in primary shards</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::PlanPanel</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::PreflightPanel</name>
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
    <name>godwit::ProfileModel</name>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::QueryResultView</name>
    <message numerus="yes">
        <source>%n aggregation value(s) differ</source>
        <translation>
            <numerusform>%n aggregation value differs</numerusform>
            <numerusform>%n aggregation values differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more field(s).</source>
        <translation>
            <numerusform>And %n more field.</numerusform>
            <numerusform>And %n more fields.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::RegisterDialog</name>
    <message numerus="yes">
        <source>All %n master and data nodes of %1 reach it. Its snapshots can be chosen now.</source>
        <translation>
            <numerusform>The only master and data node of %1 reaches it. Its snapshots can be chosen now.</numerusform>
            <numerusform>All %n master and data nodes of %1 reach it. Its snapshots can be chosen now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ReplaceDialog</name>
    <message numerus="yes">
        <source>Replace %n index(es) on %1</source>
        <translation>
            <numerusform>Replace %n index on %1</numerusform>
            <numerusform>Replace %n indices on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ReplayCommand</name>
    <message numerus="yes">
        <source>%n left as it is on the target, where clients may have written it since the switch. &quot;godwit verify&quot; shows what differs.</source>
        <translation>
            <numerusform>%n left as it is on the target, where clients may have written it since the switch. &quot;godwit verify&quot; shows what differs.</numerusform>
            <numerusform>%n left as it is on the target, where clients may have written it since the switch. &quot;godwit verify&quot; shows what differs.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ResultPanel</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ReviewModel</name>
    <message numerus="yes">
        <source>%n blocker(s)</source>
        <translation>
            <numerusform>%n blocker</numerusform>
            <numerusform>%n blockers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ReviewStep</name>
    <message numerus="yes">
        <source>%n index(es)</source>
        <translation>
            <numerusform>%n index</numerusform>
            <numerusform>%n indices</numerusform>
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
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::RollBackCard</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::RoundsCard</name>
    <message numerus="yes">
        <source>%n round(s) done</source>
        <translation>
            <numerusform>%n round done</numerusform>
            <numerusform>%n rounds done</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::SelectStep</name>
    <message numerus="yes">
        <source>%n indices</source>
        <translation>
            <numerusform>%n index</numerusform>
            <numerusform>%n indices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n index(es)</source>
        <translation>
            <numerusform>%n index</numerusform>
            <numerusform>%n indices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alias(es)</source>
        <translation>
            <numerusform>%n alias</numerusform>
            <numerusform>%n aliases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticked, hidden by the filter</source>
        <translation>
            <numerusform>%n ticked, hidden by the filter</numerusform>
            <numerusform>%n ticked, hidden by the filter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n collision(s)</source>
        <translation>
            <numerusform>%n collision</numerusform>
            <numerusform>%n collisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) change, no collision</source>
        <translation>
            <numerusform>%n name changes, no collision</numerusform>
            <numerusform>%n names change, no collision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exist there</source>
        <translation>
            <numerusform>%n exists there</numerusform>
            <numerusform>%n exist there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) exist on the target</source>
        <translation>
            <numerusform>%n name exists on the target</numerusform>
            <numerusform>%n names exist on the target</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::SelectionTreeModel</name>
    <message numerus="yes">
        <source>%n index(es)</source>
        <translation>
            <numerusform>%n index</numerusform>
            <numerusform>%n indices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::ServerTester</name>
    <message numerus="yes">
        <source>%1, %n day(s) left</source>
        <translation>
            <numerusform>%1, %n day left</numerusform>
            <numerusform>%1, %n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n node</numerusform>
            <numerusform>%n nodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::SettingsDialog</name>
    <message numerus="yes">
        <source>Reset %n setting(s)</source>
        <translation>
            <numerusform>Reset %n setting</numerusform>
            <numerusform>Reset %n settings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::SnapshotAdvice</name>
    <message numerus="yes">
        <source>%n closed indices</source>
        <translation>
            <numerusform>%n closed index</numerusform>
            <numerusform>%n closed indices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::SnapshotTexts</name>
    <message numerus="yes">
        <source>%1, version %2, %n indices, %3</source>
        <translation>
            <numerusform>%1, version %2, %n index, %3</numerusform>
            <numerusform>%1, version %2, %n indices, %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::StateLook</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::StatusPanel</name>
    <message numerus="yes">
        <source>%1, %n more running</source>
        <translation>
            <numerusform>%1, %n more running</numerusform>
            <numerusform>%1, %n more running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::VerifyPage</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) so far</source>
        <translation>
            <numerusform>%n finding so far</numerusform>
            <numerusform>%n findings so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::VerifyTableModel</name>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>godwit::formats</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
</TS>
