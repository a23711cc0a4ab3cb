# shellcheck shell=bash
# One bridge per instance; the hosts reach the outside through the machine's own address.

network_rules=(
    "nat POSTROUTING -s $prefix.0/24 ! -d $prefix.0/24 -j MASQUERADE"
    "filter FORWARD -i $bridge -j ACCEPT"
    "filter FORWARD -o $bridge -j ACCEPT"
)

# network_rule -C|-I|-D RULE
network_rule() {
    local table chain rest
    read -r table chain rest <<<"$2"
    # shellcheck disable=SC2086  # a rule is words
    iptables -w -t "$table" "$1" "$chain" $rest 2>/dev/null
}

network_up() {
    local rule
    if ! ip link show "$bridge" >/dev/null 2>&1; then
        ip link add "$bridge" type bridge
        ip addr add "$gateway/24" dev "$bridge"
    fi
    ip link set "$bridge" up
    # Noted before it is changed, so that the last fleet that goes can put it back.
    [ -e "$root/ip_forward" ] || cat /proc/sys/net/ipv4/ip_forward >"$root/ip_forward"
    echo 1 >/proc/sys/net/ipv4/ip_forward
    for rule in "${network_rules[@]}"; do
        network_rule -C "$rule" || network_rule -I "$rule" || die "iptables refuses: $rule"
    done
}

network_down() {
    local rule
    for rule in "${network_rules[@]}"; do
        while network_rule -D "$rule"; do :; done
    done
    ! ip link show "$bridge" >/dev/null 2>&1 || ip link delete "$bridge"
    if [ -e "$root/ip_forward" ] && ! ip -oneline link show type bridge | grep -q ': rcfleet'; then
        cat "$root/ip_forward" >/proc/sys/net/ipv4/ip_forward
        rm -f "$root/ip_forward"
    fi
}
