//! Rows of Table 1, as examples of rules.

/// A row of Table 1 with these values in place of its own, such as `row!(lead = "Globex")`.
macro_rules! row {
    ($($field:tt = $value:literal),*) => {
        $crate::rules::example::row!(
            @ ["Schema" "xyz_ schema" "Networking" "XYZ" "DMTF" "DMTF" "XYZ" "DMTF"]
            $($field = $value)*
        )
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt]) => {
        concat!(
            "\n  - type: ", $t, "\n    ap_id: ", $a, "\n    description: Schema for switches",
            "\n    domain: ", $i, "\n    lead: ", $l, "\n    ip_policy: ", $p, "\n    owner: ", $o,
            "\n    developer: ", $d, "\n    maintainer: ", $m
        )
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt] type = $x:literal $($rest:tt)*) => {
        $crate::rules::example::row!(@ [$x $a $i $l $p $o $d $m] $($rest)*)
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt] ap_id = $x:literal $($rest:tt)*) => {
        $crate::rules::example::row!(@ [$t $x $i $l $p $o $d $m] $($rest)*)
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt] domain = $x:literal $($rest:tt)*) => {
        $crate::rules::example::row!(@ [$t $a $x $l $p $o $d $m] $($rest)*)
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt] lead = $x:literal $($rest:tt)*) => {
        $crate::rules::example::row!(@ [$t $a $i $x $p $o $d $m] $($rest)*)
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt] ip_policy = $x:literal $($rest:tt)*) => {
        $crate::rules::example::row!(@ [$t $a $i $l $x $o $d $m] $($rest)*)
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt] owner = $x:literal $($rest:tt)*) => {
        $crate::rules::example::row!(@ [$t $a $i $l $p $x $d $m] $($rest)*)
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt] developer = $x:literal $($rest:tt)*) => {
        $crate::rules::example::row!(@ [$t $a $i $l $p $o $x $m] $($rest)*)
    };
    (@ [$t:tt $a:tt $i:tt $l:tt $p:tt $o:tt $d:tt $m:tt] maintainer = $x:literal $($rest:tt)*) => {
        $crate::rules::example::row!(@ [$t $a $i $l $p $o $d $x] $($rest)*)
    };
}
pub(crate) use row;
