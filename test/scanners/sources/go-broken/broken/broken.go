// Package broken does not compile, so no scanner sees what is in it.
package broken

import "os/exec"

// Run calls what is not declared.
func Run(name string) {
	exec.Command("sh", "-c", name).Run()
	undeclared()
}
