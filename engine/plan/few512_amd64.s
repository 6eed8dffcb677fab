//go:build !purego

#include "go_asm.h"
#include "textflag.h"
#include "simd_amd64.h"

// KEPT writes sixteen skills in Y of row Z5.
#define KEPT(Y, DI) \
	VPMOVZXWD Y, Z6      \
	VPORD     Z5, Z6, Z6 \
	VMOVDQU32 Z6, DI

// func worthy512(spans *heldSpan, n int, held *uint16, has *placeSet, out *uint32) int
//
// Thirty-two skills of a row are looked up at a time in half of the set laid over the other, which stays in registers: of place p, bit p mod
// 16 of word p / 16 mod 128. Those that are in one of them are written one behind the other.
TEXT ·worthy512(SB), NOSPLIT, $0-48
	MOVQ         spans+0(FP), SI
	MOVQ         n+8(FP), DX
	MOVQ         held+16(FP), R8
	MOVQ         has+24(FP), R9
	MOVQ         out+32(FP), DI
	MOVQ         DI, R15
	XORQ         R10, R10
	VMOVDQU64    (R9), Z8
	VMOVDQU64    64(R9), Z9
	VMOVDQU64    128(R9), Z10
	VMOVDQU64    192(R9), Z11
	VPORD        256(R9), Z8, Z8
	VPORD        320(R9), Z9, Z9
	VPORD        384(R9), Z10, Z10
	VPORD        448(R9), Z11, Z11
	MOVL         $15, AX
	VPBROADCASTW AX, Z16
	MOVL         $64, AX
	VPBROADCASTW AX, Z17
	MOVL         $1, AX
	VPBROADCASTW AX, Z19

row:
	SPAN
	JZ           next
	MOVL         R10, AX
	SHLL         $16, AX
	VPBROADCASTD AX, Z5

some:
	MOVL  $-1, CX
	CMPL  R12, $32
	JAE   full
	BZHIL R12, CX, CX

full:
	KMOVD         CX, K1
	VMOVDQU16.Z   (R11), K1, Z0
	VPSRLW        $8, Z0, Z1
	VPSRLW        $4, Z0, Z2
	VPANDD        Z16, Z2, Z2
	VPTESTMW      Z17, Z1, K2
	AMONG(Z1, Z8, Z9, Z20)
	AMONG(Z1, Z10, Z11, Z21)
	VMOVDQU16     Z21, K2, Z20
	VPSRLVW       Z2, Z20, Z20
	VPTESTMW      Z19, Z20, K1, K4
	VPCOMPRESSW.Z Z0, K4, Z0
	KMOVD         K4, CX
	POPCNTL       CX, CX
	KEPT(Y0, (DI))
	CMPL          CX, $16
	JA            many

kept:
	LEAQ (DI)(CX*4), DI
	ADDQ $64, R11
	SUBL $32, R12
	JG   some

next:
	INCQ R10
	CMPQ R10, DX
	JB   row
	SUBQ R15, DI
	SHRQ $2, DI
	MOVQ DI, ret+40(FP)
	VZEROUPPER
	RET

many:
	VEXTRACTI64X4 $1, Z0, Y7
	KEPT(Y7, 64(DI))
	JMP           kept

DATA ·upTo64<>+0(SB)/8, $0x0706050403020100
DATA ·upTo64<>+8(SB)/8, $0x0f0e0d0c0b0a0908
DATA ·upTo64<>+16(SB)/8, $0x1716151413121110
DATA ·upTo64<>+24(SB)/8, $0x1f1e1d1c1b1a1918
DATA ·upTo64<>+32(SB)/8, $0x2726252423222120
DATA ·upTo64<>+40(SB)/8, $0x2f2e2d2c2b2a2928
DATA ·upTo64<>+48(SB)/8, $0x3736353433323130
DATA ·upTo64<>+56(SB)/8, $0x3f3e3d3c3b3a3938
GLOBL ·upTo64<>(SB), RODATA|NOPTR, $64

// func rows512(set *blockSet, first uint16, out *uint16, fixed *columns.Fixed) int
//
// The numbers of the bits of a word that are set are put together as bytes, and written as the rows that they are. What stands fixed of the
// last of them is fetched: most words of few rows have one or none.
TEXT ·rows512(SB), NOSPLIT, $0-40
	MOVQ         fixed+24(FP), R9
	MOVQ         set+0(FP), SI
	VPBROADCASTW first+8(FP), Z3
	MOVQ         out+16(FP), DI
	MOVQ         DI, R15
	MOVL         $64, CX
	VPBROADCASTW CX, Z4
	VMOVDQU64    ·upTo64<>(SB), Z0

word:
	MOVQ          (SI), AX
	KMOVQ         AX, K1
	VPCOMPRESSB.Z Z0, K1, Z1
	VPMOVZXBW     Y1, Z2
	VPADDW        Z3, Z2, Z2
	VMOVDQU16     Z2, (DI)
	POPCNTQ       AX, BX
	CMPQ          BX, $32
	JBE           next
	VEXTRACTI64X4 $1, Z1, Y1
	VPMOVZXBW     Y1, Z2
	VPADDW        Z3, Z2, Z2
	VMOVDQU16     Z2, 64(DI)

next:
	LEAQ       (DI)(BX*2), DI
	CMPQ       DI, R15
	JEQ        none
	MOVWLZX    -2(DI), AX
	LEAQ       (AX)(AX*2), AX
	PREFETCHT1 (R9)(AX*4)

none:
	VPADDW Z4, Z3, Z3
	ADDQ   $8, SI
	DECQ   CX
	JNZ    word
	SUBQ   R15, DI
	SHRQ   $1, DI
	MOVQ   DI, ret+32(FP)
	VZEROUPPER
	RET

// How the spans of the first and the last eight of sixteen rows are put together from where they begin and where they end.
DATA ·firstSpans<>+0(SB)/8, $0x0000001000000000
DATA ·firstSpans<>+8(SB)/8, $0x0000001100000001
DATA ·firstSpans<>+16(SB)/8, $0x0000001200000002
DATA ·firstSpans<>+24(SB)/8, $0x0000001300000003
DATA ·firstSpans<>+32(SB)/8, $0x0000001400000004
DATA ·firstSpans<>+40(SB)/8, $0x0000001500000005
DATA ·firstSpans<>+48(SB)/8, $0x0000001600000006
DATA ·firstSpans<>+56(SB)/8, $0x0000001700000007
GLOBL ·firstSpans<>(SB), RODATA|NOPTR, $64

// Which bytes of titles count, by how many words there are: of more than two none.
DATA ·titleBytes<>+0(SB)/8, $0x0000ffff00000000
DATA ·titleBytes<>+8(SB)/8, $0x00000000ffffffff
DATA ·titleBytes<>+16(SB)/8, $0
DATA ·titleBytes<>+24(SB)/8, $0
DATA ·titleBytes<>+32(SB)/8, $0
DATA ·titleBytes<>+40(SB)/8, $0
DATA ·titleBytes<>+48(SB)/8, $0
DATA ·titleBytes<>+56(SB)/8, $0
GLOBL ·titleBytes<>(SB), RODATA|NOPTR, $64

// FIXED makes the lanes of Z those of sixteen rows that are AT and four, eight and twelve behind it.
#define FIXED(AT, X, Z) \
	MOVWLZX      (2*(AT))(BX), AX     \
	LEAQ         (AX)(AX*2), AX       \
	VMOVDQU      (SI)(AX*4), X        \
	MOVWLZX      (2*(AT+4))(BX), AX   \
	LEAQ         (AX)(AX*2), AX       \
	VINSERTI32X4 $1, (SI)(AX*4), Z, Z \
	MOVWLZX      (2*(AT+8))(BX), AX   \
	LEAQ         (AX)(AX*2), AX       \
	VINSERTI32X4 $2, (SI)(AX*4), Z, Z \
	MOVWLZX      (2*(AT+12))(BX), AX  \
	LEAQ         (AX)(AX*2), AX       \
	VINSERTI32X4 $3, (SI)(AX*4), Z, Z

// func codes512(fixed *columns.Fixed, rows *uint16, sixteens int, x *codeWorths, f *uint16, stated, asks *uint8, spans *heldSpan, words *uint8, many *uint16) uint32
//
// What stands fixed of sixteen rows, and where the next row begins, is read and turned, so that each of its words stands in one register.
TEXT ·codes512(SB), NOSPLIT, $0-84
	MOVQ         fixed+0(FP), SI
	MOVQ         rows+8(FP), BX
	MOVQ         sixteens+16(FP), CX
	MOVQ         x+24(FP), R9
	MOVQ         f+32(FP), DI
	MOVQ         stated+40(FP), R10
	MOVQ         asks+48(FP), R11
	MOVQ         spans+56(FP), R12
	MOVQ         words+64(FP), R8
	MOVQ         many+72(FP), R13
	MOVQ         codeWorths_months(R9), R14
	MOVQ         (codeWorths_months+8)(R9), AX
	DECQ         AX
	VPBROADCASTD AX, Z17
	MOVWLZX      codeWorths_families(R9), AX
	SHLL         $16, AX
	VPBROADCASTD AX, Z16
	MOVL         $0xffff, AX
	VPBROADCASTD AX, Z18
	MOVL         $15, AX
	VPBROADCASTD AX, Z19
	MOVL         $0xfe, AX
	VPBROADCASTD AX, Z15
	VMOVDQU64    codeWorths_degree(R9), Z24
	VMOVDQU64    ·firstSpans<>(SB), Z28
	MOVL         $8, AX
	VPBROADCASTD AX, Z29
	VPADDD       Z28, Z29, Z29
	MOVL         $2, AX
	VPBROADCASTD AX, Z30
	VPXORD       Z31, Z31, Z31
	LEAQ         codeWorths_evidence(R9), R9

sixteen:
	FIXED(0, X0, Z0)
	FIXED(1, X1, Z1)
	FIXED(2, X2, Z2)
	FIXED(3, X3, Z3)
	VPUNPCKLDQ  Z1, Z0, Z4
	VPUNPCKHDQ  Z1, Z0, Z5
	VPUNPCKLDQ  Z3, Z2, Z6
	VPUNPCKHDQ  Z3, Z2, Z7
	VPUNPCKLQDQ Z6, Z4, Z0
	VPUNPCKHQDQ Z6, Z4, Z1
	VPUNPCKLQDQ Z7, Z5, Z2
	VPUNPCKHQDQ Z7, Z5, Z3

	// the words of titles
	VPSRLD  $20, Z2, Z4
	VPANDD  Z19, Z4, Z4
	VPSRLD  $1, Z4, Z6
	VPSUBD  Z6, Z4, Z4
	VPMOVDB Z4, (R8)
	VPCMPUD $6, Z30, Z4, K2
	KMOVW   K2, AX
	MOVW    AX, (R13)

	// spans
	VPADDD    Z4, Z0, Z6
	VPSUBD    Z6, Z3, Z7
	VPADDD    Z7, Z31, Z31
	VMOVDQA64 Z28, Z8
	VPERMI2D  Z3, Z6, Z8
	VMOVDQU64 Z8, (R12)
	VMOVDQA64 Z29, Z8
	VPERMI2D  Z3, Z6, Z8
	VMOVDQU64 Z8, 64(R12)

	// what is stated and asked
	VPMOVDB Z2, (R10)
	VPSRLD  $8, Z2, Z9
	VPMOVDB Z9, (R11)

	// months, evidence and degree
	VPTESTMD      Z16, Z1, K3
	VPANDD        Z18, Z1, Z9
	VPMINUD.Z     Z17, Z9, K3, Z9
	KXNORW        K0, K0, K1
	VPXORD        Z10, Z10, Z10
	VPGATHERDD    (R14)(Z9*2), K1, Z10
	VPSRLD        $24, Z2, Z11
	VPANDD        Z15, Z11, Z11
	KXNORW        K0, K0, K1
	VPXORD        Z12, Z12, Z12
	VPGATHERDD    (R9)(Z11*2), K1, Z12
	VPADDW        Z12, Z10, Z10
	VPSRLD        $16, Z2, Z13
	VPANDD        Z19, Z13, Z13
	VPERMW        Z24, Z13, Z13
	VPADDW        Z13, Z10, Z10
	VPMOVDW       Z10, (DI)
	ADDQ          $32, BX
	ADDQ          $32, DI
	ADDQ          $16, R10
	ADDQ          $16, R11
	ADDQ          $128, R12
	ADDQ          $2, R13
	ADDQ          $16, R8
	DECQ          CX
	JNZ           sixteen
	VEXTRACTI64X4 $1, Z31, Y0
	VPADDD        Y31, Y0, Y0
	VEXTRACTI128  $1, Y0, X1
	VPADDD        X1, X0, X0
	VPSHUFD       $0x4e, X0, X1
	VPADDD        X1, X0, X0
	VPSHUFD       $0xb1, X0, X1
	VPADDD        X1, X0, X0
	VMOVD         X0, AX
	MOVL          AX, ret+80(FP)
	VZEROUPPER
	RET

// func names512(held *uint16, spans *heldSpan, words *uint8, sixteens int, x *codeWorths, f *uint16)
//
// Four titles of each of sixteen rows are looked up at a time.
TEXT ·names512(SB), NOSPLIT, $0-48
	MOVQ         held+0(FP), R8
	MOVQ         spans+8(FP), R12
	MOVQ         words+16(FP), R10
	MOVQ         sixteens+24(FP), CX
	MOVQ         x+32(FP), R9
	MOVQ         f+40(FP), DI
	VMOVDQU64    codeWorths_titles(R9), Z20
	VMOVDQU64    (codeWorths_titles+64)(R9), Z21
	VMOVDQU64    (codeWorths_titles+128)(R9), Z22
	VMOVDQU64    (codeWorths_titles+192)(R9), Z23
	VPBROADCASTW codeWorths_step(R9), Z25
	VPBROADCASTW codeWorths_title(R9), Z26
	VMOVDQU64    ·titleBytes<>(SB), Z27

sixteen:
	VPMOVZXBD    (R10), Z4
	VMOVDQU64    (R12), Z0
	VMOVDQU64    64(R12), Z1
	VPMOVQD      Z0, Y0
	VPMOVQD      Z1, Y1
	VINSERTI64X4 $1, Y1, Z0, Z0
	VPSUBD       Z4, Z0, Z0
	KXNORW       K0, K0, K1
	VPXORD       Z5, Z5, Z5
	VPGATHERDD   (R8)(Z0*2), K1, Z5
	VMOVDQA64    Z5, Z14
	VPERMI2B     Z21, Z20, Z14
	VMOVDQA64    Z5, Z8
	VPERMI2B     Z23, Z22, Z8
	VPMOVB2M     Z5, K4
	VMOVDQU8     Z8, K4, Z14
	VPERMD       Z27, Z4, Z13
	VPANDD       Z13, Z14, Z14
	VPSRLD       $16, Z14, Z13
	VPMAXUB      Z13, Z14, Z14
	VPSRLD       $8, Z14, Z13
	VPMAXUB      Z13, Z14, Z14
	VPSLLD       $24, Z14, Z14
	VPSRLD       $24, Z14, Z14
	VPMOVDW      Z14, Y14
	VPMULLW      Y25, Y14, Y14
	VPMINUW      Y26, Y14, Y14
	VPADDW       (DI), Y14, Y14
	VMOVDQU16    Y14, (DI)
	ADDQ         $32, DI
	ADDQ         $16, R10
	ADDQ         $128, R12
	DECQ         CX
	JNZ          sixteen
	VZEROUPPER
	RET

DATA ·upTo32<>+0(SB)/8, $0x0003000200010000
DATA ·upTo32<>+8(SB)/8, $0x0007000600050004
DATA ·upTo32<>+16(SB)/8, $0x000b000a00090008
DATA ·upTo32<>+24(SB)/8, $0x000f000e000d000c
DATA ·upTo32<>+32(SB)/8, $0x0013001200110010
DATA ·upTo32<>+40(SB)/8, $0x0017001600150014
DATA ·upTo32<>+48(SB)/8, $0x001b001a00190018
DATA ·upTo32<>+56(SB)/8, $0x001f001e001d001c
GLOBL ·upTo32<>(SB), RODATA|NOPTR, $64

// func reaching512(f *uint16, stated *uint8, n int, least *[wishes]uint16, most uint16, out *uint16) int
//
// What is least for thirty-two rows is looked up in registers: bits 6 and 7 of what they state choose between four lookups.
TEXT ·reaching512(SB), NOSPLIT, $0-56
	MOVQ         f+0(FP), SI
	MOVQ         stated+8(FP), BX
	MOVQ         n+16(FP), DX
	MOVQ         least+24(FP), R9
	VPBROADCASTW most+32(FP), Z16
	MOVQ         out+40(FP), DI
	MOVQ         DI, R15
	VMOVDQU64    (R9), Z8
	VMOVDQU64    64(R9), Z9
	VMOVDQU64    128(R9), Z10
	VMOVDQU64    192(R9), Z11
	VMOVDQU64    256(R9), Z12
	VMOVDQU64    320(R9), Z13
	VMOVDQU64    384(R9), Z14
	VMOVDQU64    448(R9), Z15
	VMOVDQU64    ·upTo32<>(SB), Z17
	MOVL         $32, AX
	VPBROADCASTW AX, Z18
	MOVL         $64, AX
	VPBROADCASTW AX, Z19
	MOVL         $128, AX
	VPBROADCASTW AX, Z24

rows:
	MOVL  $-1, CX
	CMPQ  DX, $32
	JAE   all
	BZHIL DX, CX, CX

all:
	KMOVD         CX, K1
	VMOVDQU16.Z   (SI), K1, Z0
	VMOVDQU8.Z    (BX), K1, Y1
	VPMOVZXBW     Y1, Z1
	VPTESTMW      Z19, Z1, K2
	VPTESTMW      Z24, Z1, K3
	AMONG(Z1, Z8, Z9, Z20)
	AMONG(Z1, Z10, Z11, Z21)
	AMONG(Z1, Z12, Z13, Z22)
	AMONG(Z1, Z14, Z15, Z23)
	VMOVDQU16     Z21, K2, Z20
	VMOVDQU16     Z23, K2, Z22
	VMOVDQU16     Z22, K3, Z20
	VPCMPUW       $5, Z20, Z0, K1, K4
	VPCMPUW       $2, Z16, Z0, K4, K4
	VPCOMPRESSW.Z Z17, K4, Z2
	VMOVDQU16     Z2, (DI)
	KMOVD         K4, CX
	POPCNTL       CX, CX
	LEAQ          (DI)(CX*2), DI
	VPADDW        Z18, Z17, Z17
	ADDQ          $64, SI
	ADDQ          $32, BX
	SUBQ          $32, DX
	JG            rows
	SUBQ          R15, DI
	SHRQ          $1, DI
	MOVQ          DI, ret+48(FP)
	VZEROUPPER
	RET
