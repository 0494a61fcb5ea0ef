// SPDX-License-Identifier: Apache-2.0
package poolmark.measure.host;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What lies between this process and the hardware.
 *
 * @param virtualMachine the kind of virtual machine, {@code yes} where it does not say which; null where there is none to
 *     be seen
 * @param container the kind of container; null where there is none to be seen
 */
public record Surroundings(String virtualMachine, String container) {

    private static final String DMI = "sys/class/dmi/id/";

    private static final Map<String, String> PRODUCTS = new TreeMap<>(Map.of(
            "KVM", "KVM",
            "QEMU", "QEMU",
            "VMware", "VMware",
            "VirtualBox", "VirtualBox",
            "Virtual Machine", "Hyper-V",
            "Amazon EC2", "Amazon EC2",
            "Google", "Google Compute Engine",
            "Xen", "Xen",
            "HVM domU", "Xen"));

    /** {@return what is around this process} */
    public static Surroundings read(KernelFiles files) {
        return new Surroundings(
                virtualMachine(files).orElse(null), container(files).orElse(null));
    }

    private static Optional<String> virtualMachine(KernelFiles files) {
        String product = files.text(DMI + "sys_vendor").orElse("") + " "
                + files.text(DMI + "product_name").orElse("");
        boolean hypervisor = files.value("proc/cpuinfo", "flags")
                .filter(flags -> (" " + flags + " ").contains(" hypervisor "))
                .isPresent();
        return PRODUCTS.entrySet().stream()
                .filter(known -> product.contains(known.getKey()) && !product.contains(".metal"))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> files.text("sys/hypervisor/type"))
                .or(() -> hypervisor ? Optional.of("yes") : Optional.empty());
    }

    private static Optional<String> container(KernelFiles files) {
        if (files.exists(".dockerenv")) {
            return Optional.of("Docker");
        }
        if (files.exists("run/.containerenv")) {
            return Optional.of("Podman");
        }
        String group = String.join("\n", files.lines("proc/1/cgroup"));
        return group.contains("kubepods")
                ? Optional.of("Kubernetes")
                : group.contains("docker") || group.contains("containerd") || group.contains("lxc")
                        ? Optional.of("yes")
                        : Optional.empty();
    }
}
