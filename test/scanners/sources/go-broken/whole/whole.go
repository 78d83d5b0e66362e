// Package whole compiles, and holds a finding.
package whole

import "crypto/md5"

// Sum is weak.
func Sum(data []byte) [16]byte {
	return md5.Sum(data)
}
